package aftercare.referee;

import java.time.LocalDateTime;

/** An awkward order while it is being made; null is not known. */
final class ServiceOrder {
    String id;
    String outlet;
    String model;
    String serviceType;
    String region = "";
    String technician = "";
    String serial = "";
    String customer = "";
    String outcome = "";
    LocalDateTime opened;
    LocalDateTime arrived;
    LocalDateTime completed;
    LocalDateTime cancelled;
    LocalDateTime partsRequested;
    LocalDateTime partsReceived;
    LocalDateTime updated;
    String labourCost = "";
    String partsCost = "";
    String claimed = "";
}
