package aftercare.serve.dashboard;

/**
 * A table turned so that members stand down its side and along its top.
 *
 * @param row the column whose values stand down the side
 * @param column the column whose values stand along the top
 * @param cell the column that fills the cells
 */
public record Pivot(String row, String column, String cell) {}
