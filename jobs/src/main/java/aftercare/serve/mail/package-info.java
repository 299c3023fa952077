/** Letters to outlets by mail: who gets them, which server takes them, and what was sent already. */
@NullMarked
package aftercare.serve.mail;

import org.jspecify.annotations.NullMarked;
