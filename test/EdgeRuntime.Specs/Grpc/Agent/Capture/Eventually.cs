namespace EdgeActors.Specs.Grpc.Agent.Capture;

/// <summary>Waits for what no task announces.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<bool> condition)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(2));
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        }
    }
}
