namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>A message is not of the form. The text names the field, what is wrong with it and what belongs there.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
