import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly icon?: LucideIcon;
  /** `primary`: one per view; `destructive`: names the act and the quantity. */
  readonly look?: 'primary' | 'destructive' | 'plain' | undefined;
  /** Why it cannot be used now, in French: said beside it, and to who focuses it. */
  readonly disabledReason?: string | undefined;
}

/** One that cannot be used stays in reach of the keyboard: its reason would otherwise be out of reach too. */
export function Button({
  icon: Icon,
  look,
  disabledReason,
  onClick,
  type = 'button',
  children,
  className = '',
  ...rest
}: ButtonProps): ReactNode {
  const isDisabled = disabledReason !== undefined;
  const click = (event: MouseEvent<HTMLButtonElement>): void => {
    if (isDisabled) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={`${look ?? ''} ${className}`.trim()}
      aria-disabled={isDisabled || undefined}
      title={disabledReason}
      onClick={click}
    >
      {Icon !== undefined && <Icon size={18} aria-hidden />}
      {children}
    </button>
  );
}
