namespace HonestAsync.Processes;

/// <summary>A program could not be started. The message is a sentence; the inner exception is the system's.</summary>
public sealed class ProcessStartException(string message, Exception? inner = null) : Exception(message, inner);
