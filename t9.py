import sys; sys.path.insert(0,'/tmp/f6/src')
import numpy as np, json
from detente.forecast import *
rng=np.random.default_rng(0)
s=make_situation(rng.uniform(0,100,(6,2)),rng.uniform(10,50,(6,2)),rng.uniform(1,100,6))
for m in MODELS:
    f=forecast(s,m); print(m,f.values,len(f.moves),f.method,len(json.dumps(f.to_dict())))
