package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aftercare.config.AftercareException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkPolicyTest {
    private static final Path SHIPPED = Path.of(System.getProperty("aftercare.project"), "schemas");

    @TempDir
    private Path schemas;

    @Test
    void theShippedPolicyIsReadAndItsRadiusFollowsFromThePromise() {
        NetworkPolicy policy = NetworkPolicy.load();
        assertThat(policy.bySize()).extracting(NetworkPolicy.Size::name).containsExactly("S", "M", "L");
        assertThat(policy.hoursForRepairs()).isCloseTo(160 * 0.6, within(1e-9));
        // A tenth of 24 hours at 50 km/h, 1.3 km of road for one as the crow flies.
        assertThat(policy.radiusKm()).isCloseTo(92.3, within(0.05));
        assertThat(policy.withOnSiteHours(12).radiusKm()).isCloseTo(policy.radiusKm() / 2, within(1e-9));
    }

    @Test
    void aTermIsComparedOnce() {
        NetworkPolicy policy = NetworkPolicy.load();
        assertThat(policy.withWarrantyMonths(18).warranty().months()).containsExactly(12, 24, 36, 60, 18);
        assertThat(policy.withWarrantyMonths(24).warranty().months()).containsExactly(12, 24, 36, 60);
    }

    @Test
    void aPolicyThatCannotBeIsRefusedNamingThePlace() throws IOException {
        write("utilisation: 0.6", "utilisation: 1.2");
        assertThatThrownBy(() -> NetworkPolicy.read(schemas))
                .isInstanceOf(AftercareException.class)
                .hasMessageStartingWith("AFC-1101")
                .hasMessageContaining("network.yaml")
                .hasMessageContaining("technicians.utilisation");
        write("share_to_cover: 0.9 ", "share_to_serve: 0.9 ");
        assertThatThrownBy(() -> NetworkPolicy.read(schemas)).hasMessageContaining("share_to_cover");
    }

    private void write(String old, String now) throws IOException {
        String text = Files.readString(SHIPPED.resolve("network.yaml"));
        assertThat(text).contains(old);
        Files.writeString(schemas.resolve("network.yaml"), text.replace(old, now));
        Files.writeString(
                schemas.resolve("network.schema.json"), Files.readString(SHIPPED.resolve("network.schema.json")));
    }
}
