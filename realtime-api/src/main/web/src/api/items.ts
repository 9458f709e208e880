import type { Role } from './accounts';

/** What lies below a website in lists; each has an id by which it is changed and removed. */

export interface Member {
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface Invite {
  readonly invite_id: string;
  readonly role: Role;
  readonly expires_at: string;
  /** Told once, when it is made. */
  readonly token?: string;
}

export type GoalType = 'destination' | 'duration' | 'pages_per_session' | 'event';
export type MatchType = 'equals' | 'begins_with' | 'regex';

export interface Goal {
  readonly goal_id: string;
  readonly name: string;
  readonly goal_type: GoalType;
  /** For a destination's path or an event's name. */
  readonly match_type: MatchType | null;
  readonly pattern: string | null;
  /** Seconds of a duration, pages of a session: as many or more. */
  readonly threshold: number | null;
  /** What one conversion is worth, in the website's currency. */
  readonly value: number | null;
  readonly is_active: boolean;
}

export interface FunnelStep {
  readonly name: string;
  readonly step_type: 'destination' | 'event';
  readonly match_type: MatchType;
  readonly pattern: string;
}

export interface Funnel {
  readonly funnel_id: string;
  readonly name: string;
  readonly steps: readonly FunnelStep[];
}

export interface CustomDimension {
  readonly custom_dimension_id: string;
  readonly index: number;
  readonly name: string;
  readonly scope: string;
  readonly is_active: boolean;
}

export interface CustomMetric {
  readonly custom_metric_id: string;
  readonly index: number;
  readonly name: string;
  readonly type: string;
  readonly is_active: boolean;
}

export interface ApiKey {
  readonly api_key_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
  /** Told once, when it is made. */
  readonly key?: string;
}

export interface SharedLink {
  readonly link_id: string;
  readonly name: string;
  readonly has_password: boolean;
}

export interface Property {
  readonly property_id: string;
  readonly name: string;
  readonly value: string;
}

export interface AuditEntry {
  readonly entry_id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
