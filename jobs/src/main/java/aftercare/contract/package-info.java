/** The contracts under {@code schemas/}: what each source and gold table holds, read once and trusted from then on. */
package aftercare.contract;
