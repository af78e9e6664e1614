namespace EdgeActors.ServiceManager;

/// <summary>A part of the agent that can show that it works.</summary>
/// <param name="Name">Its name within a sentence.</param>
/// <param name="Show">Ends well when the part did what it is there for; the token fires when that is too late.</param>
internal sealed record LifeSign(string Name, Func<CancellationToken, Task> Show);
