import { statsAnswer, VALUES } from './scripted-stats.mjs';

const DAY = 86_400_000;
const ID_KEYS = {
  members: 'user_id',
  invites: 'invite_id',
  goals: 'goal_id',
  funnels: 'funnel_id',
  custom_dimensions: 'custom_dimension_id',
  custom_metrics: 'custom_metric_id',
  annotations: 'annotation_id',
  shared_links: 'link_id',
  api_keys: 'api_key_id',
  properties: 'property_id',
};

/** Accounts, settings and stats as the server's REST answers them, from memory; a test may change all of it. */
export class ScriptedRest {
  /** Every request: `{method, path, query, body, csrf}`. */
  asked = [];
  setupNeeded = false;
  signedIn = true;
  /** Whether the account is a member of the websites. */
  member = true;
  /** Whoever has no account has a shared link's cookie. */
  shared = false;
  role = 'owner';
  /** Path ending to `{status, error, message}`: these fail. */
  failures = new Map();
  values = VALUES;
  now = Date.now;
  /** How busy the shop is; 1 is as usual. */
  scale = 1;
  sharePassword = '';
  password = 'correct horse battery';
  user = { user_id: 'u1', email: 'ada@example.org', name: 'Ada' };
  websites = [
    { website_id: 'demo', domain: 'shop.example' },
    { website_id: 'blog', domain: 'blog.example' },
    { website_id: 'docs', domain: 'docs.example.org' },
  ];
  settings = {
    time_zone: 'UTC',
    currency: 'EUR',
    status: 'active',
    bot_filtering_enabled: true,
    ip_anonymization_enabled: true,
    sampling_rate: 1,
    retention_days: 365,
    allowed_hostnames: ['shop.example', 'www.shop.example'],
    hits_per_second: null,
  };
  lists = listsOfAShop();

  /** The answer to a request below `/api/`: `{status, body}`, or null for what is none of ours. */
  answer(method, url, body, csrf) {
    const path = decodeURIComponent(url.pathname);
    this.asked.push({ method, path, query: url.searchParams, body, csrf });
    if (method !== 'GET' && this.signedIn && !['login', 'setup', 'share'].includes(path.split('/')[2]) && csrf !== 'csrf-1') {
      return problem(403, 'csrf', 'Send the csrf_token that GET /api/me gives as the header X-CSRF-Token.');
    }
    const failure = [...this.failures].find(([ending]) => path.endsWith(ending))?.[1];
    if (failure !== undefined) return { ...problem(failure.status, failure.error, failure.message), headers: failure.headers };
    const parts = path.split('/').slice(2);
    switch (parts[0]) {
      case 'setup':
        return method === 'GET' ? ok({ needed: this.setupNeeded }) : this.#signUp(body);
      case 'login':
        return this.#signIn(body);
      case 'logout':
        this.signedIn = false;
        return ok({});
      case 'me':
        if (parts[1] === 'password') return this.#changePassword(body);
        return this.signedIn ? ok({ user: this.user, csrf_token: 'csrf-1', websites: this.#memberships() }) : notSignedIn();
      case 'invites':
        return this.#invite(method, parts[1]);
      case 'share':
        return this.#share(body);
      case 'live':
        return this.signedIn || this.shared ? ok({ ticket: 'ticket-1' }) : notSignedIn();
      case 'stats':
        return this.signedIn || this.shared ? ok(statsAnswer(parts[1], parts[2], url.searchParams, this, parts[3])) : notSignedIn();
      case 'websites':
        if (this.shared && method === 'GET') return this.#shared(parts.slice(1));
        return this.signedIn ? this.#websites(method, parts.slice(1), body, url.searchParams) : notSignedIn();
      default:
        return null;
    }
  }

  /** The requests that were made to a path, the latest last. */
  to(ending) {
    return this.asked.filter(({ path }) => path.endsWith(ending));
  }

  #memberships() {
    return this.member ? this.websites.map((website) => ({ ...website, role: this.role })) : [];
  }

  #signUp({ token, email, name }) {
    if (token !== 'setup-token') return problem(403, 'wrong_token', 'This set-up link is not the one that ./footfall up printed last.');
    this.user = { user_id: 'u1', email, name };
    this.setupNeeded = false;
    this.signedIn = true;
    this.websites = [];
    return ok({});
  }

  #changePassword({ current_password, new_password }) {
    if (current_password !== this.password) return problem(400, 'wrong_password', 'current_password is not your password.');
    this.password = new_password;
    return ok({});
  }

  #signIn({ password }) {
    if (password !== this.password) return problem(401, 'wrong_password', 'Email or password are not right.');
    this.signedIn = true;
    return ok({});
  }

  #invite(method, token) {
    if (token !== 'invite-1') return problem(404, 'not_found', 'This invite was used already, withdrawn, or is too old.');
    if (method === 'GET') return ok({ website_id: 'demo', domain: 'shop.example', role: 'viewer' });
    this.signedIn = true;
    this.role = 'viewer';
    return ok({});
  }

  #share({ password = '' }) {
    if (password !== this.sharePassword) return problem(401, 'wrong_password', 'This link has another password.');
    this.shared = true;
    return ok({ website_id: 'demo' });
  }

  /** What whoever has a shared link gets of a website. */
  #shared([websiteId, collection]) {
    const website = this.websites.find((one) => one.website_id === websiteId);
    if (collection === undefined) return ok({ ...website, time_zone: 'UTC', currency: 'EUR', status: 'active' });
    return ok({ [collection]: this.lists[collection] });
  }

  #websites(method, [websiteId, collection, id], body, query) {
    if (websiteId === undefined) {
      this.websites = [...this.websites, { website_id: 'w-new', domain: body.domain }];
      return ok({ website_id: 'w-new', domain: body.domain, role: 'owner' }, 201);
    }
    const website = this.websites.find((one) => one.website_id === websiteId);
    if (website === undefined) return problem(404, 'not_found', 'There is nothing here that you may see.');
    if (collection === undefined) return this.#website(method, website, body);
    if (this.role === 'viewer' && method !== 'GET') return problem(403, 'role_too_low', 'Your role on this website does not allow this; ask one of its owners.');
    if (collection === 'audit') return this.#audit(query);
    return this.#collection(method, collection, id, body);
  }

  #audit(query) {
    const [before, limit] = [Number(query.get('before') ?? Infinity), Number(query.get('limit') ?? 100)];
    const found = this.lists.audit.filter(({ entry_id }) => entry_id < before);
    return ok({ entries: found.slice(0, limit), has_more: found.length > limit });
  }

  #website(method, website, body) {
    if (method === 'PATCH') {
      const { domain, ...settings } = body;
      Object.assign(this.settings, settings);
      if (domain !== undefined) website.domain = domain;
    }
    if (method === 'DELETE') this.websites = this.websites.filter((one) => one !== website);
    return ok({ ...website, ...this.settings });
  }

  #collection(method, collection, id, body) {
    const idKey = ID_KEYS[collection];
    const items = this.lists[collection];
    if (method === 'GET') return ok({ [collection]: items });
    if (method === 'POST') {
      const made = { [idKey]: `new-${items.length}`, created_at: new Date().toISOString(), ...body, ...SECRETS[collection] };
      this.lists[collection] = [...items, { ...made, key: undefined, token: undefined }];
      return ok(made, 201);
    }
    const kept = items.filter((item) => String(item[idKey]) !== id);
    if (method === 'DELETE') this.lists[collection] = kept;
    else this.lists[collection] = items.map((item) => (String(item[idKey]) === id ? { ...item, ...body } : item));
    return ok({});
  }
}

const SECRETS = {
  api_keys: { key: 'ffk_only_told_once', last_used_at: null, revoked_at: null },
  invites: { token: 'invite-1', expires_at: new Date(Date.now() + 7 * DAY).toISOString() },
  shared_links: { has_password: false },
};

function listsOfAShop() {
  const at = (daysAgo) => new Date(Date.now() - daysAgo * DAY).toISOString();
  return {
    members: [
      { user_id: 'u1', email: 'ada@example.org', name: 'Ada', role: 'owner' },
      { user_id: 'u2', email: 'grace@example.org', name: 'Grace', role: 'editor' },
    ],
    invites: [{ invite_id: 'i1', role: 'viewer', expires_at: at(-6) }],
    goals: [
      { goal_id: 'g1', name: 'Order', goal_type: 'destination', match_type: 'equals', pattern: '/thank-you', threshold: null, value: 40, is_active: true },
      { goal_id: 'g2', name: 'Newsletter', goal_type: 'event', match_type: 'equals', pattern: 'newsletter_signup', threshold: null, value: null, is_active: true },
      { goal_id: 'g3', name: 'Long visit', goal_type: 'duration', match_type: null, pattern: null, threshold: 300, value: null, is_active: false },
    ],
    funnels: [
      {
        funnel_id: 'f1',
        name: 'Checkout',
        steps: [
          { name: '/products/', step_type: 'destination', match_type: 'begins_with', pattern: '/products/' },
          { name: 'add_to_cart', step_type: 'event', match_type: 'equals', pattern: 'add_to_cart' },
          { name: '/thank-you', step_type: 'destination', match_type: 'equals', pattern: '/thank-you' },
        ],
      },
    ],
    custom_dimensions: [{ custom_dimension_id: 'd1', index: 1, name: 'Customer type', scope: 'visitor', is_active: true }],
    custom_metrics: [{ custom_metric_id: 'm1', index: 1, name: 'Cart value', type: 'currency', is_active: true }],
    annotations: [{ annotation_id: 'a1', date: at(9).slice(0, 10), text: 'Winter sale begins' }],
    shared_links: [{ link_id: 's1-public-link', name: 'For the board', has_password: true }],
    api_keys: [{ api_key_id: 'k1', name: 'Nightly report', scopes: ['stats:read'], created_at: at(90), last_used_at: at(0.4), revoked_at: null }],
    properties: [{ property_id: 'p1', name: 'team', value: 'web' }],
    audit: [
      { entry_id: 3, at: at(0.2), actor: 'ada@example.org', action: 'goal_added', subject: 'Order', detail: { pattern: '/thank-you' } },
      { entry_id: 2, at: at(3), actor: 'ada@example.org', action: 'website_changed', subject: 'shop.example', detail: { retention_days: 365 } },
      { entry_id: 1, at: at(12), actor: 'grace@example.org', action: 'member_added', subject: 'grace@example.org', detail: { role: 'editor' } },
    ],
  };
}

function ok(body, status = 200) {
  return { status, body };
}

function problem(status, error, message) {
  return { status, body: { error, message } };
}

function notSignedIn() {
  return problem(401, 'not_signed_in', 'Sign in, or send an API key as Authorization: Bearer ffk_...');
}
