import { useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { useAsk, useWords } from '../../state/context.tsx';

/** A space that no list shows: people know when one is missing, the platform does not. */
export function AddSpace() {
  const { t } = useWords();
  const { ask, busy, error } = useAsk();
  const [address, setAddress] = useState('');
  const [added, setAdded] = useState(false);
  const id = useId();
  const bad = error?.code === 'bad-option';
  const add = async () => {
    setAdded(false);
    if ((await ask('spaces.add', { address })) === undefined) return;
    setAdded(true);
    setAddress('');
  };
  return (
    <Disclosure title={t('app:look.missing.title')}>
      <form
        className="line-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') void add();
        }}
      >
        <label htmlFor={id}>{t('app:look.missing.label')}</label>
        <div className="line-form-row">
          <input
            id={id}
            className="field"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            aria-describedby={`${id}-hint`}
            aria-invalid={bad}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
          />
          <Button onPress={() => void add()} disabled={address.trim() === ''} busy={busy === 'spaces.add'}>
            {t('app:look.missing.add')}
          </Button>
        </div>
        <p id={`${id}-hint`} className="soft small">
          {t('app:look.missing.hint')}
        </p>
        <div role="status">
          {added && <p>{t('app:look.missing.added')}</p>}
          {bad && <p className="bad">{t('app:look.missing.bad')}</p>}
        </div>
        {error !== undefined && !bad && <ErrorNote error={error} />}
      </form>
    </Disclosure>
  );
}
