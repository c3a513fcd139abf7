import { useState } from 'react';
import { SwitchButton, SwitchField, Text } from 'react-aria-components';
import type { AppError } from '../../../shared/appState.ts';
import { Button } from '../../components/Button.tsx';
import { Confirm } from '../../components/Confirm.tsx';
import { FolderRow } from '../../components/FolderRow.tsx';
import { ErrorNote, Note } from '../../components/Note.tsx';
import { Screen } from '../../components/Screen.tsx';
import { useApp, useWords } from '../../state/context.tsx';
import { nameOf, without } from './marks.ts';
import type { Marks } from './marks.ts';

/** More lines are not looked through; they can be found again by search. */
const SHOWN = 200;

export interface RemoveReviewProps {
  readonly marks: Marks;
  readonly onMarks: (marks: Marks) => void;
  readonly busy: boolean;
  readonly error: AppError | undefined;
  readonly onStart: (identical: boolean) => void;
  readonly onBack: () => void;
}

/** What will be taken out, one by one, before anything is made. */
export function RemoveReview({ marks, onMarks, busy, error, onStart, onBack }: RemoveReviewProps) {
  const { shell } = useApp();
  const { t, format } = useWords();
  const [identical, setIdentical] = useState(true);
  const [asking, setAsking] = useState(false);
  const rows = [...marks.values()];
  return (
    <Screen
      name="remove-review"
      title={format.count('tools:review.title', marks.size)}
      actions={
        <>
          <Button onPress={onBack}>{t('app:goBack')}</Button>
          <Button
            look="primary"
            large
            disabled={marks.size === 0 || shell.folder?.writable !== true}
            busy={busy}
            onPress={() => setAsking(true)}
          >
            {t('tools:review.start')}
          </Button>
        </>
      }
    >
      {error !== undefined && <ErrorNote error={error} />}
      <p className="lead">{t('tools:review.lead')}</p>
      {rows.length === 0 && <p role="status">{t('tools:review.none')}</p>}
      {rows.length > 0 && (
        <ul className="rows">
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.id} className="row">
              <div className="row-text">
                <bdi>{nameOf(row)}</bdi>
                <p className="soft small">
                  {t(`common:kinds.${row.kind}_one`)}
                  {row.space !== undefined && (
                    <>
                      {' · '}
                      <bdi>{row.space}</bdi>
                    </>
                  )}
                </p>
              </div>
              <Button
                look="quiet"
                label={t('tools:review.keepNamed', { name: nameOf(row) })}
                onPress={() => onMarks(without(marks, row.id))}
              >
                {t('tools:review.keep')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {rows.length > SHOWN && <p className="soft">{format.count('tools:review.more', rows.length - SHOWN)}</p>}
      <SwitchField className="switch-line" isSelected={identical} onChange={setIdentical}>
        <SwitchButton className="switch">
          <span className="switch-track" aria-hidden="true" />
          {t('tools:review.identical')}
        </SwitchButton>
        <Text slot="description" className="soft small">
          {t('tools:review.identicalHint')}
        </Text>
      </SwitchField>
      {shell.folder !== undefined && (
        <section>
          <h2>{t('app:look.where.title')}</h2>
          <FolderRow folder={shell.folder} />
        </section>
      )}
      <Note tone="warning">{t('tools:review.oldStays')}</Note>
      <Confirm
        open={asking}
        title={format.count('tools:review.dialog', marks.size)}
        yes={t('tools:review.yes')}
        no={t('app:cancel')}
        primary="yes"
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) onStart(identical);
        }}
      >
        <p>{t('tools:review.dialogText')}</p>
      </Confirm>
    </Screen>
  );
}
