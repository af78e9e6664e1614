using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor.Setup
{
    public abstract class Setup
    {
        public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
    }

    /// <summary>Typed settings for a system that is about to start; one of each type.</summary>
    public sealed class ActorSystemSetup
    {
        public static readonly ActorSystemSetup Empty = new([]);

        private readonly Dictionary<Type, Setup> _setups;

        private ActorSystemSetup(Dictionary<Type, Setup> setups) => _setups = setups;

        public static ActorSystemSetup Create(params Setup[] setup)
        {
            Dictionary<Type, Setup> setups = [];
            foreach (var one in setup)
            {
                setups[one.GetType()] = one;
            }

            return new ActorSystemSetup(setups);
        }

        public Option<T> Get<T>()
            where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? (T)setup : Option<T>.None;

        public ActorSystemSetup WithSetup<T>(T setup)
            where T : Setup => Create([.. _setups.Values, setup]);

        public ActorSystemSetup And<T>(T setup)
            where T : Setup => WithSetup(setup);
    }
}

namespace Akka.Actor
{
    public sealed class BootstrapSetup : Setup.Setup
    {
        private BootstrapSetup(Option<Config> config) => Config = config;

        public Option<Config> Config { get; }

        public static BootstrapSetup Create() => new(Option<Config>.None);

        public BootstrapSetup WithConfig(Config config) => new(config);

        public BootstrapSetup WithConfigFallback(Config config) => new(Config.HasValue ? Config.Value.WithFallback(config) : config);
    }
}
