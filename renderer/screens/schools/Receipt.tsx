import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Finished } from '../../../shared/appState.ts';
import type { ResponseOf } from '../../../shared/bridge.ts';
import { NO_WORKSHOP } from '../../../shared/tools.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/Note.tsx';
import { useApp, useAsk, useWords } from '../../state/context.tsx';

type Facts = ResponseOf<'receipt.facts'>;

/**
 * A receipt for who was helped and who helped: shown, printed or saved. Printed out of the app itself: a file opened in a browser
 * would leave its name there.
 */
export function Receipt({ result }: { readonly result: Finished }) {
  const { t } = useWords();
  const { ask, busy, error } = useAsk();
  const [facts, setFacts] = useState<Facts>();
  const [saved, setSaved] = useState<string>();
  const { zip } = result;
  const show = async () => {
    setSaved(undefined);
    setFacts(await ask('receipt.facts', { zip }));
  };
  const save = async () => {
    setSaved((await ask('receipt.save', { zip }))?.receipt);
  };
  const close = () => setFacts(undefined);
  return (
    <>
      <Button onPress={() => void show()} busy={busy === 'receipt.facts'}>
        {t('tools:receipt.show')}
      </Button>
      <ModalOverlay className="veil" isOpen={facts !== undefined} onOpenChange={close} isDismissable>
        <Modal className="modal modal-wide">
          <Dialog className="dialog">
            <Heading slot="title" className="dialog-title">
              {t('schools:receipt.title')}
            </Heading>
            {error !== undefined && <ErrorNote error={error} />}
            {facts !== undefined && <Paper result={result} facts={facts} />}
            <p role="status" className="not-printed">
              {saved !== undefined && t('tools:receipt.saved', { path: saved })}
            </p>
            <div className="dialog-actions">
              <Button onPress={close}>{t('app:close')}</Button>
              <Button onPress={() => void save()} busy={busy === 'receipt.save'}>
                {t('tools:receipt.save')}
              </Button>
              <Button look="primary" onPress={() => window.print()}>
                {t('tools:receipt.print')}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

/** The same as `electron/app/receipt.ts` writes. */
function Paper({ result, facts }: { readonly result: Finished; readonly facts: Facts }) {
  const { shell, run } = useApp();
  const { t, format } = useWords();
  const { place, helper } = shell.settings.workshop ?? NO_WORKSHOP;
  const { saved, missing, skipped, missingBy, finishedAt } = result;
  const rows: [key: string, value: string][] = [
    ['person', run?.account?.displayName ?? ''],
    ['when', format.dateTime(finishedAt)],
    ['where', place],
    ['helper', helper],
    ...facts.archives.flatMap(({ name, bytes, sha256 }): [string, string][] => [
      ['archive', name],
      ['size', format.bytes(bytes)],
      ['checksum', sha256],
    ]),
    ['saved', format.number(saved)],
    ['missing', format.number(missing)],
    ['skipped', format.number(skipped)],
  ];
  return (
    <div className="paper" tabIndex={0}>
      <table>
        <tbody>
          {rows
            .filter(([, value]) => value !== '')
            .map(([key, value], index) => (
              // A split archive has several of the same rows.
              <tr key={index}>
                <th scope="row">{t(`schools:receipt.${key}`)}</th>
                <td>
                  <bdi className={key === 'checksum' ? 'code' : undefined}>{value}</bdi>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <p>
        <strong>
          {missing === 0 ? t('schools:receipt.allSaved') : format.count('schools:receipt.someMissing', missing)}
        </strong>
      </p>
      {missing > 0 && (
        <ul>
          {Object.entries(missingBy).map(([reason, count]) => (
            <li key={reason}>
              {format.number(count)} × {t(`common:reasons.${reason}`)}
            </li>
          ))}
        </ul>
      )}
      <p>
        {t('schools:receipt.verified')} {facts.wiped && t('schools:receipt.nothingLeft')}
      </p>
      <p>{t('app:promise.pupils')}</p>
      <div className="paper-sign">
        <p>{t('schools:receipt.signTeacher')}</p>
        <p>{t('schools:receipt.signHelper')}</p>
      </div>
    </div>
  );
}
