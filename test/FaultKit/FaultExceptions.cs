namespace EdgeActors.FaultKit;

/// <summary>Thrown on purpose by a rule of a fault script.</summary>
public sealed class InjectedFaultException(string message) : Exception(message);

/// <summary>A script that cannot be understood or cannot be carried out; the message names the line, what is wrong and the fix.</summary>
public sealed class FaultScriptException(string message) : Exception(message);
