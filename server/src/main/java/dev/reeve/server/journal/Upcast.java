package dev.reeve.server.journal;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// Reads an event that is no longer written. The form of an event never changes: to say more, a component that may
/// be
/// null
/// is added (old entries lack it), or a new event takes over and an upcast reads the old one as it.
///
/// @param oldType such as `case.opened`
/// @param newType the event that it is read as
/// @param data turns the old event's properties into the new one's
public record Upcast(String oldType, String newType, UnaryOperator<ObjectNode> data) {}
