/** The contracts under {@code schemas/}: what each source and gold table holds, read once and trusted from then on. */
@NullMarked
package aftercare.contract;

import org.jspecify.annotations.NullMarked;
