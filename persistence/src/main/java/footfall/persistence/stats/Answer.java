package footfall.persistence.stats;

/**
 * One row of an answer.
 *
 * @param key as the question's grouping says
 * @param compared of the same key, all zero where nothing was to be compared
 * @param sampled whether any row that was counted stands for more than itself: figures are
 *     estimates then
 */
public record Answer(String key, Figures figures, Figures compared, boolean sampled) {}
