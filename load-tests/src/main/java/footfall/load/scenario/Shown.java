package footfall.load.scenario;

import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a cluster shows of its work; rows are texts by column name. */
interface Shown {
  /** Sessions as a report reads them: the highest version of each, tombstones left out. */
  List<Map<String, String>> sessions() throws IOException, InterruptedException;

  /** How many sessions were written twice in one version with different values: none may be. */
  long contradictorySessions() throws IOException, InterruptedException;

  List<Map<String, String>> joins() throws IOException, InterruptedException;

  /** Raw rows as they lie there: an offset that was stored twice shows twice. */
  List<Map<String, String>> rawRows() throws IOException, InterruptedException;

  /**
   * How many visitors of quarters of an hour raw rows have and their own table has not, or it alone
   * has.
   */
  long strayVisitors() throws IOException, InterruptedException;

  /** Refused records, each place in the topic once. */
  Collection<Map<String, String>> rejected();

  /** What the live minutes show. */
  Map<MinuteKey, MinuteTally> minutes(List<MinuteKey> keys);
}
