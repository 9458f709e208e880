/** Whether a website's visitors are simulated: `./footfall simulate` and `up --demo` make websites of such domains, which nobody can own. */
export function isSimulated(domain: string): boolean {
  return domain.endsWith('.simulated.example');
}
