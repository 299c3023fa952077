package aftercare.measure.forecast;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import scala.Tuple2;

/**
 * What travels from a category: scores to be added up, or a part of a sum that is scored when all parts have met.
 *
 * @param owner the category, or the sum scored
 * @param scores null for a part of a sum
 * @param totals null for scores
 */
record ScorePart(String owner, TreeMap<Score.Key, Score> scores, Totals totals) implements Serializable {
    /** By the sum it belongs to. */
    static final Encoder<Tuple2<String, byte[]>> TRAVELLING = Encoders.tuple(Encoders.STRING(), Encoders.BINARY());

    private String group() {
        return totals == null ? "scores/" + owner : totals.level() + "/" + totals.id();
    }

    Tuple2<String, byte[]> packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return new Tuple2<>(group(), bytes.toByteArray());
    }

    static ScorePart unpacked(Tuple2<String, byte[]> travelled) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(travelled._2()))) {
            return (ScorePart) in.readObject();
        } catch (IOException | ClassNotFoundException impossible) {
            throw new IllegalStateException("a part of the scores did not arrive whole", impossible);
        }
    }
}
