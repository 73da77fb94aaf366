package io.understudy.training.backend.fal;

import io.understudy.fal.FalClient;
import io.understudy.fal.FalDelivery;
import io.understudy.fal.FalNews;
import io.understudy.fal.FalProperties;
import java.time.InstantSource;

record FalTools(FalClient client, FalDelivery files, FalNews news, FalProperties properties, InstantSource clock) {}
