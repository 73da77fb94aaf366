package io.understudy.providers.fal;

import io.understudy.storage.SpoolDirectory;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** What training and generation at fal share. */
@Component
public record FalContext(
        FalClient client,
        FalFileDelivery files,
        FalRequestMonitor monitor,
        FalProperties properties,
        InstantSource clock,
        FalCancels cancels,
        FalPlaces places,
        SpoolDirectory spool) {}
