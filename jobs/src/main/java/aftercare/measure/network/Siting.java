package aftercare.measure.network;

import java.util.Arrays;

/**
 * A choice of outlets.
 *
 * @param opened outlets by site and size
 * @param proven whether it is known that no fewer would do
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record Siting(int[][] opened, boolean proven) {
    int outlets() {
        return Arrays.stream(opened).flatMapToInt(Arrays::stream).sum();
    }

    int outletsAt(int site) {
        return Arrays.stream(opened[site]).sum();
    }

    int ofSize(int size) {
        return Arrays.stream(opened).mapToInt(sizes -> sizes[size]).sum();
    }

    /** Units that each site has room for. */
    int[] room(int[] roomOfSize) {
        return Arrays.stream(opened)
                .mapToInt(sizes -> {
                    int room = 0;
                    for (int size = 0; size < sizes.length; size++) {
                        room += sizes[size] * roomOfSize[size];
                    }
                    return room;
                })
                .toArray();
    }
}
