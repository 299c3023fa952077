package aftercare.contract;

/**
 * A condition every row of a source must meet.
 *
 * @param name its stable name, in the field's terms, such as {@code completed_before_opened}
 * @param require a Spark SQL condition over the source's columns; a row where it is not true is refused
 * @param reason why the row is refused, in plain words
 */
public record Rule(String name, String require, Text reason) implements java.io.Serializable {}
