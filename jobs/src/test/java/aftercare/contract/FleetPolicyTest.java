package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aftercare.config.AftercareException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetPolicyTest {
    @TempDir
    Path schemas;

    @Test
    void asShippedAllUnitsStayInService() {
        assertThat(FleetPolicy.load().byMonth()).isEmpty();
    }

    @Test
    void unitsLeaveAlongAStraightLineWithinAYear() {
        double[] shares =
                new FleetPolicy(Map.of("tv", List.of(1.0, 0.88))).byMonth().get("tv");

        assertThat(shares).hasSize(25);
        assertThat(shares[0]).isEqualTo(1);
        assertThat(shares[12]).isEqualTo(1);
        assertThat(shares[18]).isCloseTo(0.94, within(1e-12));
        assertThat(shares[24]).isCloseTo(0.88, within(1e-12));
    }

    @Test
    void aShareAboveOneIsRefused() throws IOException {
        Files.copy(
                Path.of(System.getProperty("aftercare.project"), "schemas/fleet.schema.json"),
                schemas.resolve("fleet.schema.json"));
        Files.writeString(schemas.resolve("fleet.yaml"), "in_service: {tv: [1, 1.2]}\n");

        assertThatThrownBy(() -> FleetPolicy.read(schemas))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("fleet.yaml");
    }
}
