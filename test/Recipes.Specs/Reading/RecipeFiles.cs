using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Reading;

/// <summary>The recipes of this project.</summary>
internal static class RecipeFiles
{
    public const string DropIn = "aws.greengrass.SageMakerEdgeManager";
    public const string OwnName = "com.edgeactors.Runtime";
    public const string Model = "com.edgeactors.samples.VibrationModel";
    public const string Client = "com.edgeactors.samples.VibrationClient";

    public static string Folder { get; } = Path.Combine(Workplace.Root, "recipes");

    /// <summary>All of them by the component's name.</summary>
    public static IReadOnlyDictionary<string, Recipe> All { get; } = Directory
        .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(file).Split('-')[0], Recipe.Read);

    /// <summary>Names of those that install the agent.</summary>
    public static IReadOnlyList<string> Agents { get; } = [DropIn, OwnName];
}
