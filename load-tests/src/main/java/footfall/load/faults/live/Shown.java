package footfall.load.faults.live;

import java.util.List;

/**
 * What a website's dashboard was shown.
 *
 * @param frames in the order in which they came
 * @param wrong one sentence for each frame that may not have been
 */
public record Shown(String websiteId, List<ShownFrame> frames, List<String> wrong) {}
