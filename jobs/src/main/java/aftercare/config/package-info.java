/** Settings, errors and progress: what every other package may use. */
package aftercare.config;
