package io.understudy.training.backends.fal;

import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalFileDelivery;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.storage.SpoolDirectory;
import java.time.InstantSource;

record FalTrainerContext(
        FalClient client,
        FalFileDelivery files,
        FalRequestMonitor monitor,
        FalProperties properties,
        InstantSource clock,
        FalCancels cancels,
        FalPlaces places,
        SpoolDirectory spool) {}
