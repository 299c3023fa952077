package aftercare.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow. */
final class Bytes {
    private byte[] bytes = new byte[1 << 12];
    private int size;

    void append(byte[] from, int offset, int length) {
        if (size + length + 1 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length + 1));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    void append(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[size++] = value;
    }

    int size() {
        return size;
    }

    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }
}
