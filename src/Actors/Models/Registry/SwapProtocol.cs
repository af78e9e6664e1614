using Akka.Actor;

namespace EdgeActors.Models.Registry;

/// <summary>What the registry is told about models that clients do not see, and answers: see <see cref="Swap.IModelSwap"/>.</summary>
internal static class SwapProtocol
{
    /// <summary>A command; refused by <see cref="ModelsProtocol.ModelRefused"/>.</summary>
    public interface ICommand : INoSerializationVerificationNeeded;

    /// <summary>Load <paramref name="Folder"/> for <paramref name="Handle"/> without giving it that alias; answered by <see cref="ModelStaged"/>.</summary>
    public sealed record Stage(string Handle, string Folder) : ICommand;

    /// <summary>Give the alias to a model that is loaded without it; answered by <see cref="Swapped"/>.</summary>
    public sealed record Publish(string Handle, long Id) : ICommand;

    /// <summary>Take the alias from the model that has it; answered by <see cref="Swapped"/>.</summary>
    public sealed record Withdraw(string Handle) : ICommand;

    /// <summary>Unload a model without an alias; answered by <see cref="ModelsProtocol.ModelUnloaded"/>.</summary>
    public sealed record Release(long Id) : ICommand;

    /// <summary>Answer to <see cref="Stage"/>.</summary>
    public sealed record ModelStaged(long Id, ModelInfo Model) : ModelsProtocol.IModelsReply;

    /// <summary>Answer to <see cref="Publish"/> and <see cref="Withdraw"/>.</summary>
    /// <param name="Aside">Who had the alias and stays loaded without it.</param>
    /// <param name="Model">Who has it now.</param>
    public sealed record Swapped(long? Aside, ModelInfo? Model) : ModelsProtocol.IModelsReply;
}
