export function frame(changes?: Record<string, unknown>): Record<string, unknown>;
