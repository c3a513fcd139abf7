import { Label, ProgressBar } from 'react-aria-components';

export interface MeterProps {
  readonly label: string;
  /** 0 to 1; nothing while it can't be said. */
  readonly fraction: number | undefined;
  /** What is read out and shown as its value. */
  readonly text: string;
  readonly showLabel?: boolean;
}

/** A bar of progress with its value in words. */
export function Meter({ label, fraction, text, showLabel = false }: MeterProps) {
  return (
    <ProgressBar
      className="meter"
      {...(showLabel ? {} : { 'aria-label': label })}
      value={(fraction ?? 0) * 100}
      valueLabel={text}
      isIndeterminate={fraction === undefined}
    >
      {showLabel && <Label className="meter-label">{label}</Label>}
      <span className="meter-track" aria-hidden="true">
        {/* Scaled, not widened: moves without a new layout. */}
        <span
          className={fraction === undefined ? 'meter-fill meter-fill-unknown' : 'meter-fill'}
          style={fraction === undefined ? {} : { transform: `scaleX(${Math.max(fraction, 0.004)})` }}
        />
      </span>
    </ProgressBar>
  );
}
