using EdgeActors.Specs.PowerLoss;

namespace EdgeActors.Specs;

/// <summary>The specs are a program too, so that one of them can be recorded in a process of its own: <c>workload FOLDER</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["workload", string folder])
        {
            await Console.Error.WriteLineAsync("usage: Durability.Specs workload FOLDER; the specs are run by dotnet test");
            return 2;
        }

        await CaptureWorkload.RunAsync(folder, Console.Out);
        return 0;
    }
}
