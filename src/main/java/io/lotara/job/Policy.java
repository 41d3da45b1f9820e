package io.lotara.job;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What was agreed for one job when it was accepted.
 *
 * @param threshold total above which a person must approve
 * @param currency of the threshold, ISO 4217
 * @param approvalTime how long a person has to decide
 */
public record Policy(BigDecimal threshold, String currency, Duration approvalTime) {}
