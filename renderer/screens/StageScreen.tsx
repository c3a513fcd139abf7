import { useApp } from '../state/context.tsx';
import type { Tool } from './schools/SchoolTools.tsx';
import { Done } from './Done.tsx';
import { Finishing } from './Finishing.tsx';
import { Held } from './Held.tsx';
import { Look } from './Look.tsx';
import { Saving } from './Saving.tsx';
import { SignIn } from './SignIn.tsx';
import { Start } from './Start.tsx';
import { Stopped } from './Stopped.tsx';

/** The screen of the stage; the compiler complains where a stage has none. */
export function StageScreen({ onTool }: { readonly onTool: (tool: Tool) => void }) {
  const { stage } = useApp().shell;
  switch (stage.name) {
    case 'start':
      return <Start error={stage.error} onTool={onTool} />;
    case 'signing-in':
      return <SignIn stage={stage} />;
    case 'looking':
      return <Look complete={stage.complete} />;
    case 'saving':
      return <Saving />;
    case 'held':
      return <Held cause={stage.cause} />;
    case 'finishing':
      return <Finishing stage={stage} />;
    case 'done':
      return <Done result={stage.result} />;
    case 'stopped':
      return <Stopped error={stage.error} resumable={stage.resumable} />;
  }
}
