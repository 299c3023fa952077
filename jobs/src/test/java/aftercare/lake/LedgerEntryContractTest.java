package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Contracts;
import aftercare.table.LedgerTable;
import org.junit.jupiter.api.Test;

/** The contract of gold/load_ledger promises what ops/ledger holds. */
class LedgerEntryContractTest {
    @Test
    void theLoadLedgerHasEveryColumnOfTheLedgerInItsOrder() {
        assertThat(Contracts.load().gold("load_ledger").sparkType().fields()).startsWith(LedgerTable.SCHEMA.fields());
    }
}
