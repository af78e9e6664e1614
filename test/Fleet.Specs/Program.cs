namespace EdgeActors.Specs;

/// <summary>The specs are a program too, so that a roll-out can be rehearsed on a fleet of any size.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => Simulation.Rehearsal.RunAsync(arguments, Console.Out);
}
