using System.Diagnostics;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>Waits for what other threads bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns when <paramref name="condition"/> holds; fails the spec after half a minute.</summary>
    public static async Task Async(Func<bool> condition)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience, "The condition did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }
}
