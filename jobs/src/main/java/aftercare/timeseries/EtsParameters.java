package aftercare.timeseries;

/** Smoothing parameters (beta and gamma as they multiply the error) and the initial level and trend. */
record EtsParameters(double alpha, double beta, double gamma, double phi, double level, double trend) {}
