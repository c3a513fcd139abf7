import { useEffect, useState } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { FolderInfo } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { useApp, useWords } from '../../state/context.tsx';

export interface OtherPlaceProps {
  /** Where it was to go until now. */
  readonly before: string;
  /** Another place is what helps: the external disk is chosen before anybody asks. */
  readonly moves: boolean;
  readonly onChange: (folder: string | undefined) => void;
}

/** Where the archive goes when its disk is full or gone: external disks first, then where it was, then any other folder. */
export function OtherPlace({ before, moves, onChange }: OtherPlaceProps) {
  const { bridge } = useApp();
  const { t, format } = useWords();
  const [folders, setFolders] = useState<readonly FolderInfo[]>([]);
  const [chosen, setChosen] = useState(before);

  const choose = (path: string) => {
    setChosen(path);
    onChange(path === before ? undefined : path);
  };
  useEffect(() => {
    let here = true;
    void bridge.request('folder.disks', {}).then((reply) => {
      if (!here || !reply.ok) return;
      const others = reply.value.folders.filter(({ path }) => path !== before);
      setFolders(others);
      const [first] = others;
      if (!moves || first === undefined) return;
      setChosen(first.path);
      onChange(first.path);
    });
    return () => {
      here = false;
    };
    // Once, as the screen appears: what the person chose meanwhile must not be turned over.
  }, []);
  const another = async () => {
    const reply = await bridge.request('folder.choose', {});
    const folder = reply.ok ? reply.value.folder : undefined;
    if (folder === undefined) return;
    setFolders((others) => [...others.filter(({ path }) => path !== folder.path), folder]);
    choose(folder.path);
  };

  return (
    <div className="place">
      <RadioGroup className="options" value={chosen} onChange={choose}>
        <Label className="options-label">{t('app:stopped.place.title')}</Label>
        {folders
          .filter(({ path }) => path !== before)
          .map(({ path, freeBytes }) => (
            <RadioField key={path} value={path}>
              <RadioButton className="option">
                <span className="option-dot" aria-hidden="true" />
                <bdi>
                  {freeBytes === undefined
                    ? path
                    : t('app:stopped.place.disk', { path, size: format.bytes(freeBytes) })}
                </bdi>
              </RadioButton>
            </RadioField>
          ))}
        <RadioField value={before}>
          <RadioButton className="option">
            <span className="option-dot" aria-hidden="true" />
            <bdi>{t('app:stopped.place.same', { path: before })}</bdi>
          </RadioButton>
        </RadioField>
      </RadioGroup>
      <Button look="quiet" onPress={() => void another()}>
        {t('app:stopped.place.another')}
      </Button>
    </div>
  );
}
