type Index = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20;

/** A text or a number: money is safest as a text with a point, such as `'19.90'`. */
export type Amount = string | number;

/** What a hit may say besides what the tracker finds out; `protocol/README.md` has the limits. */
export type HitFields = {
  user_id?: string;
  visitor_id?: string;
  session_id?: string;
  event_category?: string;
  event_action?: string;
  event_label?: string;
  event_value?: number;
  page_url?: string;
  page_title?: string;
  page_referrer?: string;
  language?: string;
  props?: Record<string, string | number | boolean>;
} & { [dimension in `custom_dimension_${Index}`]?: string } & { [metric in `custom_metric_${Index}`]?: number };

export interface Product {
  sku?: string;
  name?: string;
  category?: string;
  price?: Amount;
  /** Pieces; 1 where it is left out. */
  quantity?: number;
}

export type TransactionFields = HitFields & {
  transaction_id: string;
  transaction_revenue: Amount;
  transaction_tax?: Amount;
  transaction_shipping?: Amount;
  /** Three letters of ISO 4217. */
  currency: string;
  products?: Product[];
};

/** A hit of version 1, as it is queued: `sent_at` is added at each attempt. */
export type Hit = HitFields & {
  website_id: string;
  event_type: 'pageview' | 'event' | 'transaction';
  event_id: string;
  client_timestamp: number;
  event_name?: string;
  screen_resolution?: string;
  sdk_version?: string;
  time_on_page?: number;
};

/** What a page calls. Where the visitor objects to being tracked, every call does nothing. */
export interface Footfall {
  /** Counts a pageview by hand: with `manual`, or for a page that is no page to the browser. */
  (command: 'pageview', fields?: HitFields): void;
  (command: 'event', name: string, fields?: HitFields): void;
  (command: 'transaction', fields: TransactionFields): void;
  /** Adds fields to every hit from now on; `undefined` takes one away again. */
  (command: 'set', fields: { [field in keyof HitFields]?: HitFields[field] | undefined }): void;
}

export interface Settings {
  websiteId: string;
  /** Where `/api/event` is: `https://stats.example`, or a path of the page's own origin. */
  api: string;
  /** Counts a change of the fragment as a pageview: for pages that route by `#/path`. */
  hash?: boolean;
  /** Sends no pageviews by itself. */
  manual?: boolean;
  /** Sends an event `outbound_link` for clicks on links to other hosts. */
  outbound?: boolean;
  /** Sends an event `file_download` for clicks on links to files: with these endings, or with usual ones. */
  downloads?: boolean | string[];
}
