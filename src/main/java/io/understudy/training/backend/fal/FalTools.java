package io.understudy.training.backend.fal;

import io.understudy.fal.FalClient;
import io.understudy.fal.FalDelivery;
import io.understudy.fal.FalNews;
import io.understudy.fal.FalProperties;

/** What every trainer at fal needs to send a job there and to follow it. */
record FalTools(FalClient client, FalDelivery files, FalNews news, FalProperties properties) {}
