package aftercare.serve;

/**
 * A column of a mart; its type is that of the rows.
 *
 * @param name its name
 * @param description its definition, which becomes the column comment
 */
public record MartColumn(String name, String description) {}
