namespace EdgeActors.Fleet.Operating;

/// <summary>What an operator asked for cannot be done as things are. Nothing was changed.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="cause">What is behind it.</param>
internal sealed class OperatorException(string message, Exception? cause = null) : Exception(message, cause);
