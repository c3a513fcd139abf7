import { useEffect, useRef } from 'react';
import { Icon } from '../components/Icon.tsx';
import { Button } from '../components/Button.tsx';
import { useApp, useAsk, useWords } from '../state/context.tsx';

/**
 * The hole in our page over which the host lays the platform's own, and above it its address. The platform's page cannot reach
 * the address line: it lies in another view, and what the line says comes from the host.
 */
export function LogInPlace({ address }: { readonly address: string | undefined }) {
  const { bridge } = useApp();
  const { t } = useWords();
  const { ask } = useAsk();
  const slot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = slot.current;
    if (element === null) return;
    const place = () => {
      const { x, y, width, height } = element.getBoundingClientRect();
      void bridge.request('signIn.place', { place: { x: Math.max(0, x), y: Math.max(0, y), width, height } });
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    // Scrolling moves the hole without resizing it.
    window.addEventListener('scroll', place, { capture: true, passive: true });
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', place, { capture: true });
      window.removeEventListener('resize', place);
      void bridge.request('signIn.place', { place: null });
    };
  }, [bridge]);

  const shown = readable(address);
  return (
    <section className="browser" aria-label={t('app:signIn.slot')}>
      <div className="browser-bar">
        <Button
          look="quiet"
          label={t('app:signIn.back')}
          onPress={() => void ask('signIn.navigate', { action: 'back' })}
        >
          <Icon name="back" />
        </Button>
        <Button
          look="quiet"
          label={t('app:signIn.reload')}
          onPress={() => void ask('signIn.navigate', { action: 'reload' })}
        >
          <Icon name="reload" />
        </Button>
        <p className="browser-address" aria-label={t('app:signIn.address')} role="group" dir="ltr">
          {shown !== undefined && (
            <>
              {shown.secure && <Icon name="lock" />}
              <strong>{shown.host}</strong>
              <span>{shown.rest}</span>
            </>
          )}
        </p>
      </div>
      <div className="browser-slot" ref={slot}>
        <p className="soft">{t('app:signIn.opening')}</p>
      </div>
    </section>
  );
}

/** Host first and plain, as browsers do it: a long path cannot push the true host out of sight. */
function readable(address: string | undefined): { host: string; rest: string; secure: boolean } | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { host, pathname, protocol } = new URL(address);
  return { host, rest: pathname === '/' ? '' : pathname, secure: protocol === 'https:' };
}
