namespace HonestAsync.Lab;

/// <summary>A cluster could not be made; the message says why.</summary>
internal sealed class ClusterException(string message) : Exception(message);
