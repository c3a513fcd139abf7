import type { SpaceSummary } from '../../../shared/progress.ts';
import { useWords } from '../../state/context.tsx';

/** Year, role, what is in it and what will happen to it, in one line that may wrap. */
export function SpaceFacts({ space }: { readonly space: SpaceSummary }) {
  const { t, format } = useWords();
  const { counts, bytes, createdAt, memberRole, done, verdict } = space;
  const facts = [
    createdAt === undefined ? undefined : format.year(createdAt),
    memberRole,
    format.count('app:choose.pages', counts['page'] ?? 0),
    format.count('app:choose.pictures', counts['image'] ?? 0),
    format.count('app:choose.files', counts['file'] ?? 0),
    bytes > 0 ? format.bytes(bytes) : undefined,
    done ? undefined : t('app:choose.still'),
  ].filter((fact) => fact !== undefined && fact !== '');
  return (
    <span className="space-facts">
      <span className="soft">{facts.join(' · ')}</span>{' '}
      <span className={`verdict verdict-${verdict}`}>{t(`app:choose.verdict.${verdict}`)}</span>
    </span>
  );
}
