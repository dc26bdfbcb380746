namespace HonestAsync.Lab;

/// <summary>A script of another runtime failed, took too long, or said something that is no result.</summary>
public sealed class ScriptException(string message) : Exception(message);
