/** Where we stand against competitors, by what is promised and by how well it works. Explained in docs/servqual.md. */
package aftercare.measure.competitors;
