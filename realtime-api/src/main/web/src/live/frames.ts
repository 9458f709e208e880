/**
 * Frames of the live feed as the page holds them (DESIGN 3.4); mirrors
 * `footfall.protocol.live.LiveFrame`. Every frame is the complete state of one website.
 */
export type LiveFrame = Snapshot | Update;

/** The first frame of a connection. It replaces whatever was held, also a higher version. */
export interface Snapshot extends LiveState {
  readonly type: 'snapshot';
}

/** A later frame. It replaces what is held if its version is higher. */
export interface Update extends LiveState {
  readonly type: 'update';
}

export interface LiveState {
  readonly websiteId: string;
  readonly version: number;
  /** Epoch ms, by the server's clock, at which the state was computed. */
  readonly time: number;
  /** Distinct users of the last 5 minutes; an HLL estimate. */
  readonly activeUsers: number;
  readonly activeUsers30m: number;
  /** Relative standard error of both; 0.016 is 1.6 %. */
  readonly activeUsersError: number;
  readonly pageviews30m: number;
  readonly perMinute: MinuteColumns;
  readonly topPages: readonly TopRow[];
  readonly topCountries: readonly TopRow[];
  readonly topSources: readonly TopRow[];
  readonly topDevices: readonly TopRow[];
  /** How often sessions have met each goal in these 30 minutes. */
  readonly goals: readonly GoalRow[];
  readonly recentHits: readonly RecentHit[];
  /** True while a shard reads a backlog or recovers: numbers still rise to the present. */
  readonly catchingUp: boolean;
  /** 99th percentile of the last minute, from the collector's receipt to this frame. */
  readonly lagMs: number;
  /** Only a share of the visitors was counted: all counts are estimates of what all of them make. */
  readonly sampled: boolean;
}

/** Columns of equal length, oldest minute first. */
export interface MinuteColumns {
  /** Epoch ms at which each minute begins. */
  readonly minute: readonly number[];
  readonly pageviews: readonly number[];
  readonly events: readonly number[];
  readonly activeUsers: readonly number[];
}

export interface TopRow {
  readonly value: string;
  readonly pageviews: number;
}

export interface GoalRow {
  readonly goalId: string;
  readonly conversions: number;
}

/** A hit without address and identity; an absent text is empty. */
export interface RecentHit {
  readonly time: number;
  readonly eventType: string;
  readonly eventName: string;
  readonly pagePath: string;
  readonly country: string;
  readonly city: string;
  readonly trafficSource: string;
  readonly deviceType: string;
  readonly browser: string;
  /** Ids of the goals that its session has met with it. */
  readonly goals: readonly string[];
}

/** What the page shows after `next` arrived while it held `held`. */
export function replace(held: LiveFrame | null, next: LiveFrame): LiveFrame {
  switch (next.type) {
    case 'snapshot':
      return next;
    case 'update':
      return held === null || next.version > held.version ? next : held;
    default:
      return unreachable(next);
  }
}

/** The compiler refuses a call of this where a case of a union was left out. */
export function unreachable(value: never): never {
  throw new Error(`a case was left out: ${JSON.stringify(value)}`);
}
