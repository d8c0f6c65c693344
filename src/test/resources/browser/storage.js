// A browser that keeps nothing, to a page that has said `storage = '…'` before: cookies blocked, a policy, a full disk.
{
  const refuse = name => () => { throw new DOMException(`No ${name}`, name); };
  const refused = refuse('SecurityError');
  const WAYS = {
    blocked: { get: refused },
    null: { get: () => null },
    full: { get: () => ({ getItem: () => null, setItem: refuse('QuotaExceededError'), removeItem() {} }) },
    broken: { get: () => ({ getItem: refused, setItem: refused, removeItem: refused }) },
  };
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, name, { configurable: true, ...WAYS[storage] });
  }
}
