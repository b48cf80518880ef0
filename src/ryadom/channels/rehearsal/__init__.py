"""A town with nobody in it: a local server that speaks as Telegram, VK and MAX do, with their faults on request.

Tests and the demonstration talk through it; the channels' real client libraries are run against it, so that it is a
likeness and not an echo of our own adapters. It keeps what bots said, and shows it as pages.
"""
